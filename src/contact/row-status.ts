/** What a status says of its row. */
interface StatusMeaning {
  /** What is known of the write: the server shows it, has taken it, may have taken it, or there was none. */
  readonly write: 'verified' | 'accepted' | 'possible' | 'none';
  /** What the row still needs: a correction in the file, a look at the contact first, or just to be sent. */
  readonly needs: 'nothing' | 'correction' | 'look' | 'sending';
  /** Whether the call went wrong: enough of them in a row, or one among the first, stop a run. */
  readonly isTroubled: boolean;
}

// The order is that of summary.json, and of every list that is shown.
const meanings = {
  updated: { write: 'verified', needs: 'nothing', isTroubled: false },
  unverified: { write: 'accepted', needs: 'look', isTroubled: true },
  unchanged: { write: 'none', needs: 'nothing', isTroubled: false },
  invalid: { write: 'none', needs: 'correction', isTroubled: false },
  failed: { write: 'none', needs: 'correction', isTroubled: true },
  unknown: { write: 'possible', needs: 'look', isTroubled: true },
  // Whatever was written is gone: somebody else has changed the contact since.
  drifted: { write: 'none', needs: 'look', isTroubled: false },
  pending: { write: 'none', needs: 'sending', isTroubled: false },
} as const satisfies Readonly<Record<string, StatusMeaning>>;

/** How a row ended; `pending` is a row that was never tried. */
export type RowStatus = keyof typeof meanings;

export const rowStatuses = Object.keys(meanings) as readonly RowStatus[];

const meaningOf = (status: RowStatus): StatusMeaning => meanings[status];

/** A row that asks for nothing more. */
export const isDone = (status: RowStatus): boolean => meaningOf(status).needs === 'nothing';

/** A row that no call was made for, because the run has not come to it. */
export const isUntried = (status: RowStatus): boolean => meaningOf(status).needs === 'sending';

/** A row of which somebody must look at the contact first: sent again as it is, it may undo what others have written. */
export const isDoubtful = (status: RowStatus): boolean => meaningOf(status).needs === 'look';

/** A row for failed.csv: tried or refused, and not done. A row that was never tried is for `resume`. */
export const isToCorrect = (status: RowStatus): boolean => !isDone(status) && !isUntried(status);

/** A row whose call went wrong. */
export const isTroubled = (status: RowStatus): boolean => meaningOf(status).isTroubled;

/** A row whose contact is known to hold what was written. */
export const isVerified = (status: RowStatus): boolean => meaningOf(status).write === 'verified';

/** A row that the server has said it took. */
export const wasAccepted = (status: RowStatus): boolean => isVerified(status) || meaningOf(status).write === 'accepted';

/** A row that may have changed its contact. Any other writes nothing. */
export const mayHaveWritten = (status: RowStatus): boolean => meaningOf(status).write !== 'none';

/** How many rows have a status of the kind that is asked for. */
export const countWhere = (rows: Readonly<Record<RowStatus, number>>, is: (status: RowStatus) => boolean): number =>
  rowStatuses.filter(is).reduce((sum, status) => sum + rows[status], 0);
