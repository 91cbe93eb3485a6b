import { type Lang, say } from './message.js';

/** A length of time as a person says it. */
export function formatDuration(ms: number, lang: Lang): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 100) return say(lang, 'duration.seconds', { seconds });
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 100) return say(lang, 'duration.minutes', { minutes });
  return say(lang, 'duration.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** The window of a quota, as it stands after 每 or a slash. */
export function formatWindow(perMs: number, lang: Lang): string {
  if (perMs === 60_000) return say(lang, 'window.minute');
  return perMs === 1000 ? say(lang, 'window.second') : formatDuration(perMs, lang);
}
