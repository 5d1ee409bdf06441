import type { CurrentUser } from '@throughline/api-client';
import { drawView, operator, type DrawnView } from '../testing/draw-view.js';
import { UploadsProvider } from '../upload/UploadsProvider.js';
import { LazySwitcher, LibrarySwitcher } from './LibrarySwitcher.js';

const draw = (me: CurrentUser): DrawnView =>
  drawView(
    <UploadsProvider>
      <LibrarySwitcher />
    </UploadsProvider>,
    () => undefined,
    me,
  );

describe('the switcher of libraries', () => {
  beforeAll(LazySwitcher.preload);

  it('shows the present library and the role in it', () => {
    const choir = { id: '2', name: 'Choir', personal: false, role: 'viewer' } as const;
    const { words, html } = draw({ ...operator, library: choir, libraries: [operator.library, choir] });
    expect(words.trim()).toBe('Library: Choir , Viewer');
    expect(html).toContain('aria-haspopup="menu"');
  });

  it('is absent for a user with one library', () => {
    expect(draw(operator).html).toBe('');
  });
});
