import { cause } from '../../messages/cause.js';
import { BrokenError } from './broken.js';

// As of a record of a CSV: beyond this it is no customer. Excel's longest cell has 32,767 characters.
export const longestText = 1024 * 1024;

/**
 * Adds a piece to a text; one that is longer than any cell is refused, in however many pieces it comes.
 * @throws BrokenError when it is too long
 */
export function gatherText(text: string, piece: string): string {
  if (text.length + piece.length > longestText) throw new BrokenError(cause('cause.longText'));
  return text + piece;
}
