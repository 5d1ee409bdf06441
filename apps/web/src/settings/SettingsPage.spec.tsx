import { createMemoryHistory, RouterContextProvider } from '@tanstack/react-router';
import { createPageRouter } from '../routes.js';
import { drawView } from '../testing/draw-view.js';
import { settingsText } from '../texts/settings-text.js';
import { text } from '../texts/text.js';
import { SettingsFrame } from './SettingsPage.js';

function draw(path: string): string {
  const history = createMemoryHistory({ initialEntries: [path] });
  return drawView(
    <RouterContextProvider router={createPageRouter()} history={history}>
      <SettingsFrame>The outputs</SettingsFrame>
    </RouterContextProvider>,
    () => undefined,
  ).html;
}

describe('the settings in a narrow window', () => {
  it('are a list of sections in groups, without a way back', () => {
    const html = draw('/settings');
    expect(html).toContain('settings-list');
    expect(html).toContain(`>${text.settings.groups.delivery}</p>`);
    expect(html).not.toContain(settingsText.allSections);
  });

  it('lead from a section back to the list', () => {
    const html = draw('/settings/outputs');
    expect(html).toContain('settings-section');
    expect(html).toContain('The outputs');
    expect(html).toMatch(new RegExp(`<a [^>]*aria-label="${settingsText.allSections}"[^>]*href="/settings"`));
  });
});
