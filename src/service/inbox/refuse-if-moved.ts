import { message } from '../../messages/message.js';
import { stop } from '../../messages/run-error.js';
import type { ServiceStore } from '../../store/sqlite/service-store.js';

/**
 * Nothing is begun while the log folder is not where the service has opened it: a run that is not to be seen there may well
 * have begun, and would be begun a second time.
 * @throws RunError `schedule.folderMoved`
 */
export function refuseIfMoved(serviceStore: Pick<ServiceStore, 'isInPlace'>): void {
  if (!serviceStore.isInPlace()) throw stop(message('schedule.folderMoved'));
}
