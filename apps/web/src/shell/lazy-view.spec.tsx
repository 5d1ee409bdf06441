import type { FunctionComponent } from 'react';
import { renderToString } from 'react-dom/server';
import { text } from '../texts/text.js';
import { lazyView } from './lazy-view.js';
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

describe('a view that is fetched when it is needed', () => {
  it('appears as soon as it has arrived', async () => {
    const View = viewAfter(arrives);
    expect(renderToString(<View />)).toContain('skeleton');
    await View.preload();
    expect(renderToString(<View />)).toBe('<h1>Settings</h1>');
  });

  it('says that it is missing and offers to try again and to reload', async () => {
    const View = viewAfter(missing);
    await View.preload();
    const html = renderToString(<View />);
    for (const words of [text.missingView.title, text.problem.tryAgain, text.problem.reload]) expect(html).toContain(words);
  });

  it.each([
    ['the server does not answer', dead, text.missingView.away],
    ['the server answers without it', alive, text.missingView.missing],
  ])('says whether %s', async (_title, askIfAlive, words) => {
    const View = lazyView(missing, undefined, askIfAlive);
    await View.preload();
    expect(renderToString(<View />)).toContain(words);
  });

  it('needs a reload if another attempt fails although the server answers', () => {
    const draw = (failure: ViewFailure): string =>
      renderToString(<MissingView failure={failure} isTrying={false} wasTried onRetry={() => undefined} />);
    expect(draw('missing')).toContain(text.missingView.again);
    expect(draw('away')).toContain(text.missingView.away);
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
