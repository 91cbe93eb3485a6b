/**
 * Which process sends to an account: one at a time. What a process holds ends with the process, however that ends.
 *
 * Every method rejects with a RunError, or the error of the storage, where the storage fails.
 */
export interface AccountLease {
  /**
   * Takes an account for this process, or gives who has it. It does not wait until the account is free.
   * @param runId what it is taken for; whoever finds it held is told so
   */
  take(accountId: string, runId: string): Promise<Held | { readonly heldBy: Holder }>;
  /** Who holds an account at this moment; null for nobody. Writes nothing. */
  holder(accountId: string): Promise<Holder | null>;
  /**
   * Takes the place at the gate: of all who wait for an account, the one at the gate has it next. Null while another
   * process stands there. It says nothing of the account itself.
   */
  enterGate(accountId: string): Promise<Held | null>;
}

/** Something that this process holds. */
export interface Held {
  /** Gives it back. To be called once. */
  release(): Promise<void>;
}

/** Who holds an account, as far as can be told: `?` where it cannot. */
export interface Holder {
  readonly pid: string;
  readonly host: string;
  /** What it is held for. */
  readonly runId: string;
  /** ISO 8601. */
  readonly since: string;
}
