/** How a job's file is called that comes from standard input. */
export const standardInput = '-';
