/** A limit of the job, and what of it a plan uses. */
export interface MeasuredLimit {
  readonly name: 'invalid' | 'clears' | 'changed';
  /** As the job writes it: a number, or a percentage; null for none. */
  readonly limit: string | number | null;
  /** Null where nobody knows. */
  readonly count: number | null;
  /** What a percentage is of. */
  readonly total: number;
  readonly isOver: boolean;
}
