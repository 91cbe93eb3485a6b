import type { Stores } from '../../store/stores.js';

/** The ids of the runs that a service has still to finish, or to put the file of away. Where there was no service, none. */
export async function claimedRuns(stores: Stores): Promise<ReadonlySet<string>> {
  const serviceStore = await stores.findServiceStore();
  if (serviceStore === null) return new Set();
  try {
    const jobs = await serviceStore.jobsWithOpenClaims();
    const claims = await Promise.all(jobs.map(serviceStore.openClaims));
    return new Set(claims.flat().map(({ runId }) => runId));
  } finally {
    await serviceStore.close();
  }
}
