import type { Document } from '@throughline/api-client';
import { text } from '../texts/text.js';

export const documentTitle = ({ title, expired_at, erased_at }: Document): string => {
  if (erased_at !== null) return text.document.erasedTitle;
  if (expired_at !== null) return text.document.expiredTitle;
  return title ?? text.list.untitled;
};
