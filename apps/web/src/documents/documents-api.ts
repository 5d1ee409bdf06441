import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { AllowedAction, Item, Page } from '../api/answers.js';
import { ask } from '../api/client.js';
import { actionRequest, type ActionInput } from '../api/commands.js';
import { ShownItems } from '../api/shown-items.js';

export const DOCUMENT_STATUSES = ['pending', 'processing', 'completed', 'failed'] as const;
export type DocumentStatus = (typeof DOCUMENT_STATUSES)[number];
export type DocumentStepStatus = 'pending' | 'in_progress' | 'success' | 'failure' | 'skipped';
export type Facts = Readonly<Record<string, unknown>>;

/** A row of the table of steps, and what else is known of it. */
export interface DocumentStep {
  readonly step_name: string;
  readonly group: 'main' | 'uploads';
  readonly status: DocumentStepStatus;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly error_message: string | null;
  readonly skip_reason: string | null;
  readonly attempt: number;
  readonly retry_at: string | null;
  readonly waiting_for: string | null;
  readonly progress: number | null;
  readonly details: Facts | null;
  readonly updated_at: string;
}

type Counts = Readonly<Partial<Record<DocumentStepStatus | 'queued', number>>>;

export interface Document extends Item {
  readonly status: DocumentStatus;
  readonly has_errors: boolean;
  readonly summary: { readonly main: Counts; readonly uploads: Counts };
  readonly steps: readonly DocumentStep[];
  readonly record: Facts | null;
  readonly text: Facts | null;
  readonly metadata: Facts | null;
  readonly storage: Facts | null;
}

const PAGE_SIZE = 50;
const path = (id: string): string => `documents/${encodeURIComponent(id)}`;

export const shownDocuments = new ShownItems<Document>('document', 'documents');
const { known } = shownDocuments;

export const documentQuery = (id: string) =>
  queryOptions({
    queryKey: shownDocuments.keyOf(id),
    queryFn: async ({ signal }) => {
      const asked = performance.now();
      return known.take(await ask<Document>(path(id), { signal }), asked);
    },
  });

export interface DocumentFilter {
  readonly q: string;
  /** Names of `DOCUMENT_VIEWS`. */
  readonly view: string;
}

/** The filters that the page offers, as the API takes them. */
export const DOCUMENT_VIEWS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  all: {},
  moving: { status: 'processing' },
  waiting: { waiting: 'true' },
  paused: { on_pause: 'true' },
  failed: { status: 'failed' },
  completed: { status: 'completed' },
  deleted: { deleted: 'true' },
};

export const documentsQuery = ({ q, view }: DocumentFilter) =>
  infiniteQueryOptions({
    queryKey: [...shownDocuments.listsKey, { q, view }],
    queryFn: async ({ signal, pageParam }) => {
      const query = new URLSearchParams({ limit: String(PAGE_SIZE), include: 'total', ...DOCUMENT_VIEWS[view] });
      if (q !== '') query.set('q', q);
      if (pageParam !== '') query.set('cursor', pageParam);
      const asked = performance.now();
      const page = await ask<Page<Document>>(`documents?${query.toString()}`, { signal });
      return { ...page, items: page.items.map((one) => known.take(one, asked)) };
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });

export const performOnDocument = (id: string, action: AllowedAction, input: ActionInput | undefined): Promise<Document> =>
  actionRequest<Document>('documents', id, action, input === undefined ? {} : { input });
