import type { FunctionComponent } from 'react';
import { renderToString } from 'react-dom/server';
import { text } from '../texts/text.js';
import { findFailure, lazyView } from './lazy-view.js';
import { MissingView, type ViewFailure } from './MissingView.js';

const Settings: FunctionComponent = () => <h1>Settings</h1>;
const missing = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
const arrives = (): Promise<FunctionComponent> => Promise.resolve(Settings);

const alive = (): Promise<unknown> => Promise.resolve('ok');
const dead = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch'));

function viewAfter(...attempts: readonly (() => Promise<FunctionComponent>)[]) {
  const rest = [...attempts];
  return lazyView(() => (rest.shift() ?? missing)(), undefined, alive);
}

const drawMissing = (failure: ViewFailure, wasTried: boolean): string =>
  renderToString(<MissingView failure={failure} isTrying={false} wasTried={wasTried} onRetry={() => undefined} />);

describe('a view that is fetched when it is needed', () => {
  it('appears as soon as it has arrived', async () => {
    const View = viewAfter(arrives);
    expect(renderToString(<View />)).toContain('skeleton');
    await View.preload();
    expect(renderToString(<View />)).toBe('<h1>Settings</h1>');
  });

  it('begins with its skeleton, also after a failed attempt, because it is fetched again', async () => {
    const View = viewAfter(missing);
    await View.preload();
    const html = renderToString(<View />);
    expect(html).toContain('skeleton');
    expect(html).not.toContain(text.missingView.title);
  });

  it('is missing if the server answers without it, and away if the server does not answer', async () => {
    expect(await findFailure(alive)).toBe('missing');
    expect(await findFailure(dead)).toBe('away');
  });

  it('says that it is missing and offers to try again and to reload', () => {
    const html = drawMissing('missing', false);
    for (const words of [text.missingView.title, text.missingView.missing, text.problem.tryAgain, text.problem.reload])
      expect(html).toContain(words);
    expect(drawMissing('away', false)).toContain(text.missingView.away);
  });

  it('speaks of uploads only while there are some', () => {
    expect(drawMissing('missing', false)).not.toContain(text.missingView.uploads);
  });

  it('needs a reload if another attempt fails although the server answers', () => {
    expect(drawMissing('missing', true)).toContain(text.missingView.again);
    expect(drawMissing('away', true)).toContain(text.missingView.away);
  });

  it('appears at the next attempt', async () => {
    const View = viewAfter(missing, arrives);
    await View.preload();
    await View.preload();
    expect(renderToString(<View />)).toBe('<h1>Settings</h1>');
  });

  it('is fetched once', async () => {
    const View = viewAfter(arrives, missing);
    await View.preload();
    await View.preload();
    expect(renderToString(<View />)).toBe('<h1>Settings</h1>');
  });
});
