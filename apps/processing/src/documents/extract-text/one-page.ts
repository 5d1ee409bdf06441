import type { PageText } from '@throughline/documents';

/** What has no pages is one. */
export const pageOf = (text: string): PageText => ({ page: 1, source: 'layer', text });
