import type { Document } from '@throughline/api-types';
import { text } from '../texts/text.js';

export const documentTitle = ({ title, file_name, expired_at, erased_at, metadata }: Document): string => {
  if (erased_at !== null) return text.document.erasedTitle;
  if (expired_at !== null) return text.document.expiredTitle;
  return title ?? metadata?.title ?? file_name ?? text.list.untitled;
};
