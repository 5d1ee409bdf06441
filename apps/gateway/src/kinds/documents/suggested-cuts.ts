import { createHash } from 'node:crypto';
import type { ArtifactStore } from '@throughline/artifact-store';
import { kindOf } from '@throughline/contracts';
import { CUT_RULES, readPages, suggestCuts, type CutReason, type CutSuggestion } from '@throughline/documents/cuts';
import { isWritten, resultOf, type Asset, type ShownFile } from '@throughline/domain';
import type { ItemServices } from '../../items/index.js';
import { Problem } from '../../kit/http/problems/problem.js';
import type { CutReasonAnswer, SuggestedCutsAnswer, UNKNOWN_CUTS } from './cuts.dto.js';
import { findPageFile } from './page-file.js';

type Unknown = (typeof UNKNOWN_CUTS)[number];

interface TaggedCuts {
  readonly etag: string;
  /** Called only for a client that does not have the answer yet. */
  readonly content: () => Promise<SuggestedCutsAnswer>;
}

const unknown = (why: Unknown): SuggestedCutsAnswer => ({
  known: false,
  why,
  pages: null,
  unread_pages: [],
  suggestions: [],
});

const DETAILS: Readonly<Record<CutReason['kind'], (quote: string | undefined) => string>> = {
  'separator-sheet': (quote = '') => `A separator sheet: “${quote}”.`,
  'empty-page': () => 'An empty page comes before.',
  'page-number': (quote = '') => `The numbers of the pages begin again: “${quote}”.`,
  letterhead: (quote) => (quote === undefined ? 'A letter or an invoice begins.' : `A letter or an invoice begins: “${quote}”.`),
};

const renderReason = ({ kind, quote }: CutReason): CutReasonAnswer => ({
  kind,
  quote: quote ?? null,
  detail: DETAILS[kind](quote),
});

const renderSuggestion = ({ before, leaveOut, reasons }: CutSuggestion) => ({
  before: before ?? null,
  leave_out: leaveOut,
  reasons: reasons.map(renderReason),
});

/** Throws if the document has no pages. Returns false if nobody has read its file yet. */
function hasPages(asset: Asset): boolean {
  try {
    findPageFile(asset);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'no-file-yet') return false;
    throw error;
  }
}

function findUnknown(asset: Asset, file: ShownFile | undefined): Unknown | undefined {
  const record = resultOf(asset.steps.find(({ step }) => step === 'create_file_record'));
  if (isWritten(record?.['kind'])) return 'not-by-page';
  return file === undefined ? 'not-read' : undefined;
}

/** Returns the number of pages that the text had when it was written, if it is recorded. */
function countRecorded(asset: Asset): number | undefined {
  const pages = resultOf(asset.steps.find(({ step }) => step === 'extract_text'))?.['pages'];
  return typeof pages === 'number' ? pages : undefined;
}

/** Suggests where a scan of several documents may be split. Nothing is changed or stored. */
export class SuggestedCuts {
  constructor(
    private readonly documents: Pick<ItemServices, 'files'>,
    private readonly store: Pick<ArtifactStore, 'open'>,
  ) {}

  async read(owner: string, id: string): Promise<TaggedCuts> {
    const { recording, files } = await this.documents.files.shown(owner, id);
    if (recording.held !== undefined) throw new Problem(recording.held.kind);
    const file = hasPages(recording.asset) ? files.find(({ role }) => role === 'text_pages') : undefined;
    const why = findUnknown(recording.asset, file);
    const count = countRecorded(recording.asset);
    const parts = JSON.stringify([CUT_RULES, why ?? null, file?.sha256 ?? null, count ?? null]);
    const etag = `"${createHash('sha256').update(parts).digest('hex').slice(0, 32)}"`;
    if (why !== undefined || file === undefined) return { etag, content: () => Promise.resolve(unknown(why ?? 'not-read')) };
    return { etag, content: () => this.#suggest(file, count) };
  }

  async #suggest({ key }: ShownFile, count: number | undefined): Promise<SuggestedCutsAnswer> {
    try {
      const pages = await readPages((await this.store.open(key)).stream);
      if (count !== undefined && count !== pages.length) return unknown('unreadable');
      const suggestions = await suggestCuts(pages);
      return {
        known: true,
        why: null,
        pages: pages.length,
        unread_pages: pages.filter(({ isUnread }) => isUnread).map(({ page }) => page),
        suggestions: suggestions.map(renderSuggestion),
      };
    } catch (error) {
      if (error instanceof SyntaxError) return unknown('unreadable');
      if (kindOf(error) === 'not-found') throw new Problem('file-missing');
      throw error;
    }
  }
}
