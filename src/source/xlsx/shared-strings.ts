import { cause } from '../../messages/cause.js';
import { BrokenError } from './broken.js';
import { gatherText } from './gather-text.js';
import { parseXml, type XmlHandler } from './read-xml.js';
import { unescapeText } from './unescape-text.js';

/** Gives the texts that cells of a workbook share to `add`, in their order. */
export async function readSharedStrings(bytes: AsyncIterable<Buffer>, add: (text: string) => void): Promise<void> {
  const item = createTextItem();
  await parseXml(bytes, {
    open({ local }) {
      if (local === 'si') item.begin();
      else item.open(local);
    },
    text: item.text,
    close(name) {
      if (name === 'si') add(item.end());
      else item.close(name);
    },
  });
}

/** The text of an `si` or `is`: of its runs one after another, without how it is pronounced. */
export interface TextItem extends Pick<XmlHandler, 'text' | 'close'> {
  begin(): void;
  open(name: string): void;
  end(): string;
}

export function createTextItem(): TextItem {
  let gathered = '';
  // The text of a run, while it is open.
  let run: string | null = null;
  let isPhonetic = false;
  return {
    begin() {
      gathered = '';
      run = null;
      isPhonetic = false;
    },
    open(name) {
      if (run !== null) throw new BrokenError(cause('cause.withinText', { name: name.slice(0, 40) }));
      if (name === 'rPh') isPhonetic = true;
      if (name === 't') run = '';
    },
    text(text) {
      if (run !== null) run = gatherText(run, text);
    },
    close(name) {
      if (name === 'rPh') isPhonetic = false;
      if (name !== 't' || run === null) return;
      if (!isPhonetic) gathered = gatherText(gathered, unescapeText(run));
      run = null;
    },
    end: () => gathered,
  };
}
