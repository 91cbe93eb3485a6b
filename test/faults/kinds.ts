import type { Fault } from './call.js';
import { brokenAnswers } from './kinds/broken.js';
import { extraMessages } from './kinds/extra.js';
import { lostRequests } from './kinds/lost.js';

const all = { ...lostRequests, ...extraMessages, ...brokenAnswers };

export type FaultName = keyof typeof all;

/** The faults of a network, and of what stands on the way, each by its name. */
export const faults: Readonly<Record<FaultName, Fault>> = all;

export const faultNames = Object.keys(all) as FaultName[];
