import { readXml, type XmlHandler } from './read-xml.js';
import { unescapeText } from './unescape-text.js';

/** Streams the texts that cells of a workbook share, in their order. */
export const readSharedStrings = (bytes: AsyncIterable<Buffer>): AsyncGenerator<readonly string[]> =>
  readXml<string>(bytes, (emit) => {
    const item = createTextItem();
    return {
      open({ local }) {
        if (local === 'si') item.begin();
        else item.open(local);
      },
      text: item.text,
      close(name) {
        if (name === 'si') emit(item.end());
        else item.close(name);
      },
    };
  });

/** The text of an `si` or `is`: of its runs one after another, without how it is pronounced. */
export interface TextItem extends Pick<XmlHandler, 'text' | 'close'> {
  begin(): void;
  open(name: string): void;
  end(): string;
}

export function createTextItem(): TextItem {
  let gathered = '';
  let isText = false;
  let isPhonetic = false;
  return {
    begin() {
      gathered = '';
      isText = false;
      isPhonetic = false;
    },
    open(name) {
      if (name === 'rPh') isPhonetic = true;
      isText = name === 't' && !isPhonetic;
    },
    text(text) {
      if (isText) gathered += text;
    },
    close(name) {
      if (name === 'rPh') isPhonetic = false;
      isText = false;
    },
    end: () => unescapeText(gathered),
  };
}
