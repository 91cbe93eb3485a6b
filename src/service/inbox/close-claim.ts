import type { Job } from '../../job/job.js';
import type { InboxClaim, Outcome } from '../../store/service-store.js';
import { forgetAlerts } from '../alerts/alert-once.js';
import type { TriggerTools } from '../clock/trigger.js';
import { putAwayOrLater } from './move-later.js';

/** Puts the file of a claim away, then ends the claim: a kill in between leaves a claim that comes here again. */
export async function closeClaim(
  claim: InboxClaim,
  job: Job,
  end: { readonly outcome: Outcome; readonly isFine: boolean },
  tools: TriggerTools,
): Promise<void> {
  if (claim.sha256 !== null && job.inbox?.afterwards === 'move') {
    await putAwayOrLater({ ...claim, mark: claim.runId, isFine: end.isFine }, job, tools);
  } else if (claim.sha256 !== null) {
    await tools.serviceStore.leave(claim.job, claim.path, claim);
  }
  await tools.serviceStore.endClaim(claim, end.outcome);
  forgetAlerts(claim.runId, tools);
}
