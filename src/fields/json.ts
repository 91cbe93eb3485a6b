import { isLosslessNumber, type LosslessNumber, parse, stringify } from 'lossless-json';

/** A JSON value whose numbers keep the digits they were written with, whatever their size. */
export type Json = null | boolean | string | LosslessNumber | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** @throws SyntaxError for what is no JSON, or is nested too deep */
export function readJson(text: string): Json {
  try {
    return parse(text) as Json;
  } catch (error) {
    // The parser recurses: thousands of brackets end its stack before they end the text.
    throw error instanceof RangeError ? new SyntaxError('nested too deep') : error;
  }
}

export const writeJson = (value: Json): string => stringify(value) ?? 'null';

/** Whether a value is an object: no list, and no number that kept its digits. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
