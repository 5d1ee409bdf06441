import { randomUUID } from 'node:crypto';
import { notFound } from './refusals.js';

/** The supported property types. `people` is read-only here. */
export type PropertyType = 'title' | 'rich_text' | 'select' | 'status' | 'url' | 'date' | 'number' | 'checkbox' | 'people';

export interface PropertySchema {
  readonly id: string;
  readonly type: PropertyType;
  readonly options: readonly string[];
}

export interface PropertyDefinition {
  readonly type: PropertyType;
  readonly options?: readonly string[];
}

export interface DataSource {
  readonly id: string;
  readonly databaseId: string;
  readonly title: string;
  readonly schema: Map<string, PropertySchema>;
  shared: boolean;
}

/** The text, the name of an option or another value of a property; null if it is empty. */
export type PropertyValue = string | number | boolean | null | readonly string[];

export interface NotionPage {
  readonly id: string;
  readonly dataSource: DataSource;
  readonly values: Map<string, PropertyValue>;
  /** Every written value of every property, in order. */
  readonly history: { readonly property: string; readonly value: PropertyValue; readonly at: string }[];
  shared: boolean;
  inTrash: boolean;
  editedAt: string;
}

const dashed = (id: string): string =>
  id
    .replaceAll('-', '')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5')
    .toLowerCase();

/** Pages in data sources, as one integration sees them. */
export class Workspace {
  readonly dataSources = new Map<string, DataSource>();
  readonly pages = new Map<string, NotionPage>();

  constructor(private readonly now: () => number) {}

  addDataSource(title: string, properties: Readonly<Record<string, PropertyDefinition>>): DataSource {
    const source: DataSource = {
      id: randomUUID(),
      databaseId: randomUUID(),
      title,
      schema: new Map(),
      shared: true,
    };
    for (const [name, given] of Object.entries(properties)) this.setProperty(source, name, given);
    this.dataSources.set(source.id, source);
    return source;
  }

  setProperty(source: DataSource, name: string, { type, options = [] }: PropertyDefinition): void {
    const id = source.schema.get(name)?.id ?? (type === 'title' ? 'title' : randomUUID().slice(0, 4));
    source.schema.set(name, { id, type, options });
  }

  addPage(dataSource: DataSource, values: Readonly<Record<string, PropertyValue>> = {}): NotionPage {
    const page: NotionPage = {
      id: randomUUID(),
      dataSource,
      values: new Map(Object.entries(values)),
      history: [],
      shared: true,
      inTrash: false,
      editedAt: this.#time(),
    };
    this.pages.set(page.id, page);
    return page;
  }

  page(id: string): NotionPage {
    const page = this.pages.get(dashed(id));
    if (page === undefined || !page.shared || !page.dataSource.shared) throw notFound('page', dashed(id));
    return page;
  }

  dataSource(id: string): DataSource {
    const source = this.dataSources.get(dashed(id));
    if (source === undefined || !source.shared) throw notFound('data source', dashed(id));
    return source;
  }

  database(id: string): readonly DataSource[] {
    const found = [...this.dataSources.values()].filter(({ databaseId, shared }) => databaseId === dashed(id) && shared);
    if (found.length === 0) throw notFound('database', dashed(id));
    return found;
  }

  write(page: NotionPage, property: string, value: PropertyValue): void {
    const at = this.#time();
    page.values.set(property, value);
    page.history.push({ property, value, at });
    page.editedAt = at;
  }

  #time(): string {
    return new Date(this.now()).toISOString();
  }
}
