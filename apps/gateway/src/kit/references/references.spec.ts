import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NamedKey, Reference } from './reference.js';
import { ReferencesModule } from './references.module.js';
import { OffersReference, References } from './references.js';

const LIBRARY = 'library';

/** The order in which the references were asked. */
let asked: string[];

class Rows {
  readonly of: string;
  readonly by: string;

  constructor(name: string) {
    [this.by = '', this.of = ''] = name.split(' of ');
  }

  list(library: string): Promise<(key: number | string) => unknown> {
    return Promise.resolve((key: number | string) => [`${this.by} of ${library} name ${this.of} ${String(key)}`]);
  }

  detach({ libraryId, key }: NamedKey<'template'>, user: string): Promise<void> {
    asked.push(`${user} detaches ${this.by} of ${libraryId} from ${this.of} ${String(key)}`);
    return Promise.resolve();
  }
}

@OffersReference()
class OfferedRows extends Rows {}

@OffersReference()
class LaggingRows extends Rows implements Pick<Reference<'template', 'items'>, 'requireComplete'> {
  requireComplete(library: string): Promise<void> {
    return Promise.reject(new Error(`the items of ${library} are behind`));
  }
}

class UnmarkedRows extends Rows {}

const OTHERS = [
  'outputs of credential',
  'channels of credential',
  'sources of credential',
  'templates of output',
  'channels of output',
  'items of output',
  'jobs of source',
  'templates of source',
];

async function open(rows: readonly Rows[]): Promise<References> {
  const providers = rows.map((one, index) => ({ provide: Symbol(`rows ${String(index)}`), useFactory: () => one }));
  // Values without a class, and a second token for the same rows, are found as well.
  const values = [
    { provide: Symbol('nothing'), useValue: undefined },
    { provide: Symbol('bare'), useValue: Object.create(null) as object },
    ...providers.slice(0, 1).map(({ provide }) => ({ provide: Symbol('alias'), useExisting: provide })),
  ];
  const RoomModule = class {};
  Module({ providers: [...values, ...providers] })(RoomModule);
  const App = class {};
  Module({ imports: [ReferencesModule, RoomModule] })(App);
  const app = await NestFactory.createApplicationContext(App, { logger: false, abortOnError: false });
  return app.get(References, { strict: false });
}

describe('references', () => {
  const offer = (names: readonly string[]): Rows[] => names.map((name) => new OfferedRows(name));
  beforeEach(() => {
    asked = [];
  });

  it('tell what names a row, whichever module offers them', async () => {
    const references = await open([...offer(OTHERS), ...offer(['jobs of template', 'sources of template', 'items of template'])]);
    expect((await references.to('template').read(LIBRARY))(7)).toEqual({
      sources: ['sources of library name template 7'],
      jobs: ['jobs of library name template 7'],
      items: ['items of library name template 7'],
    });
    await expect(references.to('template').requireComplete(LIBRARY)).resolves.toBeUndefined();
  });

  it('are detached one after the other: first those by which items would come to name the row again', async () => {
    const references = await open([...offer(OTHERS), ...offer(['items of template', 'jobs of template', 'sources of template'])]);
    await references.to('template').detach({ libraryId: LIBRARY, key: 7 }, 'ada');
    expect(asked).toEqual([
      'ada detaches sources of library from template 7',
      'ada detaches jobs of library from template 7',
      'ada detaches items of library from template 7',
    ]);
  });

  it('refuse to say that a row is unused while rows may be missing', async () => {
    const lagging = new LaggingRows('items of template');
    const references = await open([...offer([...OTHERS, 'jobs of template', 'sources of template']), lagging]);
    await expect(references.to('template').requireComplete(LIBRARY)).rejects.toThrow('the items of library are behind');
    await expect(references.to('source').requireComplete(LIBRARY)).resolves.toBeUndefined();
  });

  it('stop the start if a room does not offer its own, or two offer the same', async () => {
    const rows = offer([...OTHERS, 'jobs of template', 'sources of template']);
    await expect(open([...rows, new UnmarkedRows('items of template')])).rejects.toThrow(
      'No reference tells of the items that name a template',
    );
    const twice = offer(['items of template', 'items of template']);
    await expect(open([...rows, ...twice])).rejects.toThrow('More than one reference tells of the items that name a template');
  });
});
