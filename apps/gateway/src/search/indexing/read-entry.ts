import { readText, type ArtifactStore } from '@throughline/artifact-store';
import { TRANSCRIPT_ROLE, kindOf, type Artifact } from '@throughline/contracts';
import {
  isContentGone,
  isPresent,
  isTextByPage,
  nounOf,
  renderDocumentFields,
  shownFiles,
  tellingFactsOf,
  titleOf,
  type Asset,
  type PersonalData,
} from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import { TranscriptFormatError, parseTranscriptJson } from '@throughline/media';
import type { SearchEntry, SearchPassage } from '../search-entry.js';
import { searchLanguageOf } from '../languages.js';
import { passagesOfDocument, passagesOfTranscript } from './passages.js';

/** A larger file is no text that people read. */
const LARGEST_FILE = 32 * 1024 * 1024;

/** The reason why an item is searched without its text. It names the file, never its content. */
export type TextProblem = 'text-missing' | 'text-unreadable' | 'text-too-large';

export interface ReadEntry {
  /** Undefined if the item has nothing to search: it is deleted, expired or erased. */
  readonly entry: SearchEntry | undefined;
  readonly problem?: TextProblem | undefined;
}

interface TextContent {
  readonly passages: readonly SearchPassage[];
  readonly people: readonly string[];
  readonly languages: readonly string[];
  readonly problem?: TextProblem;
}

const NO_TEXT: TextContent = { passages: [], people: [], languages: [] };

/** Returns undefined for a file that a later try would not find either. */
async function tryToRead(artifacts: Pick<ArtifactStore, 'open'>, { key, size }: Artifact): Promise<string | TextContent> {
  if (size > LARGEST_FILE) return { ...NO_TEXT, problem: 'text-too-large' };
  try {
    return await readText(artifacts, key);
  } catch (error) {
    if (kindOf(error) === 'not-found') return { ...NO_TEXT, problem: 'text-missing' };
    throw error;
  }
}

function contentOfTranscript(json: string): TextContent {
  try {
    const transcript = parseTranscriptJson(json);
    const people = (transcript.speakers ?? []).flatMap(({ name }) => (name === undefined ? [] : [name]));
    return { passages: passagesOfTranscript(transcript), people, languages: [transcript.language] };
  } catch (error) {
    if (error instanceof TranscriptFormatError) return { ...NO_TEXT, problem: 'text-unreadable' };
    throw error;
  }
}

function contentOfDocument(json: string, asset: Asset): TextContent {
  const found = passagesOfDocument(json, { byPage: isTextByPage(asset) });
  return found === undefined ? { ...NO_TEXT, problem: 'text-unreadable' } : { ...found, people: [] };
}

async function readContent(asset: Asset, artifacts: Pick<ArtifactStore, 'open'>): Promise<TextContent> {
  const isDocument = nounOf(asset.pipeline) === 'document';
  const file = shownFiles(asset).find(({ role }) => role === (isDocument ? 'text_pages' : TRANSCRIPT_ROLE));
  if (file === undefined) return NO_TEXT;
  const json = await tryToRead(artifacts, file);
  if (typeof json !== 'string') return json;
  return isDocument ? contentOfDocument(json, asset) : contentOfTranscript(json);
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value : undefined);
const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string' && one.trim() !== '') : [];
const dayOf = (value: unknown): string | undefined => {
  const day = textOf(value);
  return day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day))
    ? new Date(day).toISOString()
    : undefined;
};

const factsOf = (asset: Asset, personal: PersonalData): Readonly<Record<string, unknown>> =>
  nounOf(asset.pipeline) === 'document' ? (renderDocumentFields(asset, { personal }).metadata ?? {}) : {};

/** Reads the searchable texts of an item: its newest result, with corrections. That of an earlier run stays until the next is ready. Throws if the artifact store is away. */
export async function readEntry(
  { state: asset, personal }: Pick<LoadedAsset, 'state' | 'personal'>,
  artifacts: Pick<ArtifactStore, 'open'>,
): Promise<ReadEntry> {
  if (!isPresent(asset) || asset.deletedAt !== undefined || isContentGone(asset)) return { entry: undefined };
  const facts = factsOf(asset, personal);
  const { passages, people, languages, problem } = await readContent(asset, artifacts);
  return {
    entry: {
      libraryId: asset.owner,
      kind: nounOf(asset.pipeline),
      title: titleOf(asset, personal),
      sender: textOf(facts['sender']),
      tags: [...new Set([...(personal.tags ?? []), ...textsOf(facts['tags'])])],
      people,
      registeredAt: asset.registeredAt,
      at: asset.startedAt ?? dayOf(facts['date']) ?? asset.registeredAt,
      language: searchLanguageOf(textOf(facts['language']), ...languages, asset.language),
      passages,
      facts: nounOf(asset.pipeline) === 'document' ? tellingFactsOf(asset, personal) : undefined,
    },
    problem,
  };
}
