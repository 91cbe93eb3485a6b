/** How a run is to be felt about: done, look at it, it stopped, or a plan that waits for somebody. */
type Tone = 'good' | 'attention' | 'stopped' | 'plan';

/** Something to be done now. `command` is what to type for it. */
export interface Step {
  readonly text: string;
  readonly command: string | null;
}

/** What a person asks first: did it work, how many of what, what must I do. */
export interface Verdict {
  readonly tone: Tone;
  readonly title: string;
  readonly sentence: string;
  readonly steps: readonly Step[];
}
