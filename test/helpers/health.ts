import type { HealthReport } from '../../src/service/observe/health-server.js';
import type { Service } from './service.js';

/** What a service that was started with a health port says of itself; null where it does not answer. */
export async function healthOf(service: Service): Promise<HealthReport | null> {
  const url = await service.says(/http:\S+healthz/);
  const response = await fetch(url).catch(() => null);
  return response === null ? null : ((await response.json()) as HealthReport);
}
