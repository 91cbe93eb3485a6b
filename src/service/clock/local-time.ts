import { DateTime } from 'luxon';

/** A moment as the people at this machine say it. */
export const localTime = (moment: Date): string => DateTime.fromJSDate(moment).toFormat('yyyy-MM-dd HH:mm:ss');
