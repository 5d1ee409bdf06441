import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useRefresh } from '../api/use-refresh.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { usePageTitle } from '../components/use-page-title.js';
import { Lines, ResourceSection } from '../controls/ResourceSection.js';
import { useSaved } from '../controls/use-saved.js';
import { text } from '../texts/text.js';
import { TemplateForm } from './TemplateForm.js';
import { TemplateLine } from './TemplateLine.js';
import { addTemplate, templatesQuery } from './templates-api.js';

const words = text.templates;
const EMPTY = { name: '', is_draft: false };

function NewTemplate({ onDone }: { readonly onDone: () => void }): ReactElement {
  const saved = useSaved({ onDone, refresh: useRefresh(templatesQuery.queryKey) });
  return <TemplateForm initial={EMPTY} submit={words.create} save={(content) => saved(addTemplate(content), words.created)} />;
}

export function TemplatesPage(): ReactElement {
  usePageTitle(words.title);
  const list = useQuery(templatesQuery);
  const add = (
    <PanelButton label={words.add} look="primary">
      {(close) => <NewTemplate onDone={close} />}
    </PanelButton>
  );
  return (
    <ResourceSection id="templates" words={words} list={list} add={add}>
      {(templates) => (
        <Lines label={words.title}>
          {templates.map((template) => (
            <TemplateLine key={template.id} template={template} />
          ))}
        </Lines>
      )}
    </ResourceSection>
  );
}
