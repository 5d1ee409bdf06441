import type { ArchiveWriter } from './archive-writer.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
const link = (path: string, text: string): string =>
  `<a href="${escapeHtml(path.split('/').map(encodeURIComponent).join('/'))}">${escapeHtml(text)}</a>`;

export interface IndexedItem {
  readonly folder: string;
  readonly title: string | undefined;
  readonly registeredAt: string;
  /** Paths below the folder. */
  readonly files: readonly string[];
}

const FILE = 'index.html';
/** Titles are words of people: the page must run nothing, even if one of them looks like a script. */
const HEAD = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Your data</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em}li{margin:.4em 0}</style></head>
<body><h1>Your data</h1>
`;

/** The page of the archive that links to every item and file. It is spooled, because it grows with the archive. */
export class IndexPage {
  #isOpen = false;

  constructor(private readonly archive: ArchiveWriter) {}

  async start(name: string, at: string): Promise<void> {
    await this.#append(
      `${HEAD}<p>${escapeHtml(`All data of ${name}, exported at ${at}.`)} ${link('README.txt', 'README.txt')} explains the files.</p>\n`,
    );
  }

  async startSection(folder: string): Promise<void> {
    await this.#append(`${this.#close()}<h2>${escapeHtml(folder)}</h2><ul>\n`);
    this.#isOpen = true;
  }

  async addPart(path: string): Promise<void> {
    await this.#append(`<li>${link(path, path)}</li>\n`);
  }

  async addItem({ folder, title, registeredAt, files }: IndexedItem): Promise<void> {
    const links = files.map((name) => link(`${folder}/${name}`, name));
    await this.#append(
      `<li><b>${escapeHtml(title ?? 'No title')}</b>, ${escapeHtml(registeredAt.slice(0, 10))}: ${links.join(', ')}</li>\n`,
    );
  }

  async end(): Promise<void> {
    await this.#append(`${this.#close()}</body></html>\n`);
  }

  #close(): string {
    return this.#isOpen ? '</ul>\n' : '';
  }

  #append(text: string): Promise<void> {
    return this.archive.appendTo(FILE, text);
  }
}
