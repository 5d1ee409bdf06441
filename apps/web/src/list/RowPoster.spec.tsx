import { renderToString } from 'react-dom/server';
import { RowPoster, ScrollingContext } from './RowPoster.js';

const URL = '/api/v1/recordings/a/artifacts/thumbnail.jpg';

const draw = (isScrolling: boolean): string =>
  renderToString(
    <ScrollingContext value={isScrolling}>
      <RowPoster url={URL} />
    </ScrollingContext>,
  );

describe('the picture of a row', () => {
  it('is fetched with a row that stays', () => {
    expect(draw(false)).toContain(`src="${URL}"`);
  });

  it('is not fetched while the row passes by; its place stays', () => {
    expect(draw(true)).not.toContain(URL);
    expect(draw(true)).toContain('class="poster"');
  });
});
