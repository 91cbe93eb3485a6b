import type { Endpoint } from '../quota.js';
import type { Latency } from './page-data.js';

export interface LatencyCounter {
  add(endpoint: Endpoint, durationMs: number): void;
  /** Of each endpoint that was called. */
  latencies(): Latency[];
}

// Eight bins to a doubling: a median is told within 9 %, whatever the number of calls.
const binsPerDoubling = 8;
const binOf = (ms: number): number => Math.floor(Math.log2(Math.max(1, ms)) * binsPerDoubling);
const topOf = (bin: number): number => 2 ** ((bin + 1) / binsPerDoubling);

interface Bins {
  count: number;
  max: number;
  readonly bins: Map<number, number>;
}

/** Counts how long calls took, in ms, with flat memory. */
export function countLatency(): LatencyCounter {
  const byEndpoint = new Map<Endpoint, Bins>();
  return {
    add(endpoint, durationMs) {
      const counted = byEndpoint.get(endpoint) ?? { count: 0, max: 0, bins: new Map() };
      const bin = binOf(durationMs);
      counted.count++;
      counted.max = Math.max(counted.max, durationMs);
      counted.bins.set(bin, (counted.bins.get(bin) ?? 0) + 1);
      byEndpoint.set(endpoint, counted);
    },
    latencies: () =>
      (['put', 'get', 'list'] as const).flatMap((endpoint) => {
        const counted = byEndpoint.get(endpoint);
        return counted ? [toLatency(endpoint, counted)] : [];
      }),
  };
}

function toLatency(endpoint: Endpoint, { count, max, bins }: Bins): Latency {
  const sorted = [...bins].toSorted(([a], [b]) => a - b);
  const within = (share: number): number => {
    let seen = 0;
    for (const [bin, n] of sorted) {
      seen += n;
      if (seen >= count * share) return Math.round(Math.min(topOf(bin), max));
    }
    return Math.round(max);
  };
  return { endpoint, count, median: within(0.5), most: within(0.95), max: Math.round(max), bars: toBars(sorted) };
}

/** Bars of half a doubling, without a hole between the quickest and the slowest. */
function toBars(sorted: readonly (readonly [number, number])[]): Latency['bars'] {
  const width = binsPerDoubling / 2;
  const bars = new Map<number, number>();
  for (const [bin, count] of sorted) {
    const bar = Math.floor(bin / width);
    bars.set(bar, (bars.get(bar) ?? 0) + count);
  }
  const [first = 0, last = first] = [Math.min(...bars.keys()), Math.max(...bars.keys())];
  return Array.from({ length: bars.size === 0 ? 0 : last - first + 1 }, (_, index) => ({
    fromMs: Math.round(2 ** ((first + index) / 2)),
    toMs: Math.round(2 ** ((first + index + 1) / 2)),
    count: bars.get(first + index) ?? 0,
  }));
}
