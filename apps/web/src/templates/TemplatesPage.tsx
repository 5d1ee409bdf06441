import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { useAnnounce } from '../components/Announcer.js';
import { usePageTitle } from '../components/use-page-title.js';
import { text } from '../texts/text.js';
import { TemplateForm } from './TemplateForm.js';
import { TemplateLine } from './TemplateLine.js';
import { addTemplate, templatesQuery } from './templates-api.js';

const words = text.templates;
const EMPTY = { name: '', is_draft: false };

function NewTemplate(): ReactElement {
  const client = useQueryClient();
  const announce = useAnnounce();
  return (
    <PanelButton label={words.add}>
      {(close) => (
        <TemplateForm
          initial={EMPTY}
          submit={words.create}
          save={async (content) => {
            const { name } = await addTemplate(content);
            announce(words.created(name));
            close();
            await client.invalidateQueries({ queryKey: [...templatesQuery.queryKey] });
          }}
        />
      )}
    </PanelButton>
  );
}

export function TemplatesPage(): ReactElement {
  usePageTitle(words.title);
  const { data, error, isPending } = useQuery(templatesQuery);
  const mayChange = useMayChange();
  return (
    <section className="card" aria-labelledby="templates">
      <h2 id="templates">{words.title}</h2>
      <p className="quiet">{words.lead}</p>
      {data?.length === 0 && (
        <EmptyState title={words.emptyTitle}>
          <p className="quiet">{mayChange ? words.empty : words.viewersCannot}</p>
        </EmptyState>
      )}
      {mayChange && <NewTemplate />}
      {error !== null && <ProblemNote error={error} />}
      {isPending && <Skeleton rows={2} />}
      {data !== undefined && data.length > 0 && (
        <ul className="lines" aria-label={words.title}>
          {data.map((template) => (
            <TemplateLine key={template.id} template={template} />
          ))}
        </ul>
      )}
    </section>
  );
}
