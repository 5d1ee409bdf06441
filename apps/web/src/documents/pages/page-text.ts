import { queryOptions } from '@tanstack/react-query';
import type { Artifact } from '@throughline/api-client';
import { requestAddress } from '../../api/client.js';
import { text } from '../../texts/text.js';

const words = text.documentView.pages;

/** A page of `text.json`, as far as the page shows it. */
export interface ExtractedPage {
  readonly page: number;
  readonly source: string;
  readonly text: string;
  /** From 0 to 100. */
  readonly confidence?: number;
}

interface ExtractedText {
  readonly pages: readonly ExtractedPage[];
}

/** The file never changes under one hash. */
export const extractedTextQuery = ({ sha256, url }: Pick<Artifact, 'sha256' | 'url'>) =>
  queryOptions({
    queryKey: ['document-text', sha256],
    queryFn: ({ signal }) => requestAddress<ExtractedText>(url, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Says where the text of the page comes from, or why there is none. */
export function describeSource({ source, confidence }: ExtractedPage): string {
  const says = words.sources[source] ?? source;
  return source === 'ocr' && confidence !== undefined ? `${says}, ${words.confidence(Math.round(confidence))}` : says;
}
