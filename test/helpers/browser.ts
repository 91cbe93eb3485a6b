import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

// Debian's; .ci/run installs it where there is none.
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Whether there is a browser to look at pages with. */
export const hasBrowser = existsSync(executablePath);

let browser: Promise<Browser> | null = null;

const open = (): Promise<Browser> => {
  browser ??= chromium.launch({ executablePath, args: ['--no-sandbox'] });
  return browser;
};

/** Lets the browser go; the next page opens another. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = null;
}

/** A page in the browser, and all that went wrong on it or left it. */
export interface Opened {
  readonly page: Page;
  /** Errors and warnings of the console, and of scripts. */
  readonly errors: string[];
  /** What was asked for, but for the page itself. */
  readonly requests: string[];
  readonly dialogs: string[];
}

/** Opens a file as a person does who clicks on it; closed when the test is over. */
export function openFile(path: string, options: BrowserContextOptions = {}): Promise<Opened> {
  return openAddress(pathToFileURL(path).href, options);
}

/** Opens an address; closed when the test is over. */
export async function openAddress(url: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await (await open()).newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const [errors, requests, dialogs]: string[][] = [[], [], []];
  page.on('console', (told) => void (['error', 'warning'].includes(told.type()) && errors?.push(told.text())));
  page.on('pageerror', (error) => void errors?.push(error.message));
  page.on('request', (request) => void (request.url() !== url && requests?.push(request.url())));
  page.on('dialog', (dialog) => {
    dialogs?.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(url);
  await page.locator('main').waitFor();
  return { page, errors: errors ?? [], requests: requests ?? [], dialogs: dialogs ?? [] };
}
