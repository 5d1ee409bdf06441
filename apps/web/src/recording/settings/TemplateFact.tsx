import type { Item } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Fact } from '../../components/Fact/Fact.js';
import { text } from '../../texts/text.js';

const words = text.itemSettings;

/** The template whose settings later runs use. */
export function TemplateFact({ item: { template, preferences } }: { readonly item: Item }): ReactElement | null {
  if (template === null && preferences === null) return null;
  return (
    <Fact name={words.template}>
      <span dir="auto">{template === null ? words.noTemplate : (template.name ?? words.deleted)}</span>
      {preferences !== null && <span className="quiet"> {words.withPreferences}</span>}
    </Fact>
  );
}
