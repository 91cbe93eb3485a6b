import { message } from '../../messages/message.js';
import { stop } from '../../messages/run-error.js';
import type { ServiceStore } from '../../store/service-store.js';

/**
 * Nothing is begun while the log folder is not where the service has opened it: a run that is not to be seen there may well
 * have begun, and would be begun a second time.
 * @throws RunError `schedule.folderMoved`
 */
export async function refuseIfMoved(serviceStore: Pick<ServiceStore, 'isInPlace'>): Promise<void> {
  if (!(await serviceStore.isInPlace())) throw stop(message('schedule.folderMoved'));
}
