import 'reflect-metadata';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../config.js';
import type { Cleanup } from '../servers/cleanup.js';

/** An entry of the product's index, as its content is read from an item. */
export interface BenchEntry {
  readonly libraryId: string;
  readonly kind: 'document' | 'recording';
  readonly title: string;
  readonly sender: undefined;
  readonly tags: readonly string[];
  readonly people: readonly string[];
  /** ISO. */
  readonly registeredAt: string;
  /** ISO. */
  readonly at: string;
  readonly language: string;
  readonly passages: readonly { readonly text: string; readonly marks: readonly unknown[] }[];
}

export interface IndexedItem {
  readonly assetId: string;
  readonly revision: string;
  readonly entry: BenchEntry;
}

/** The product's index, with the parts that the bench uses. */
export interface IndexWriter {
  prepare(): Promise<boolean>;
  replaceAll(items: readonly IndexedItem[]): Promise<void>;
}

type IndexClass = new (database: unknown, log: { readonly warn: () => void }) => IndexWriter;

const load = async <T>(file: string): Promise<T> =>
  (await import(pathToFileURL(join(projectRoot, 'apps/gateway/dist', file)).href)) as T;

/** The tables of the index. */
interface IndexDatabase {
  destroy(): Promise<void>;
}

/** Opens the tables of the index, after their migrations. It loads files of the gateway: an app exports nothing. */
async function openTables(databaseUrl: string): Promise<IndexDatabase> {
  const { openSearchDatabase } = await load<{ readonly openSearchDatabase: (url: string) => Promise<IndexDatabase> }>(
    'search/indexing/database.js',
  );
  return openSearchDatabase(databaseUrl);
}

/** Creates the tables of the index in a database with the projector's tables. */
export async function createIndex(databaseUrl: string): Promise<void> {
  const tables = await openTables(databaseUrl);
  await tables.destroy();
}

/** Opens the index in a database with the projector's tables. */
export async function openIndex(databaseUrl: string, closing: Cleanup): Promise<IndexWriter> {
  const { PostgresSearchIndex } = await load<{ PostgresSearchIndex: IndexClass }>('search/store/search-index.postgres.js');
  const tables = await openTables(databaseUrl);
  closing.add(() => tables.destroy());
  const index = new PostgresSearchIndex(tables, { warn: () => undefined });
  await index.prepare();
  return index;
}
