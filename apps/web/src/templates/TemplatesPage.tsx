import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { useAnnounce } from '../components/Announcer.js';
import { usePageTitle } from '../components/use-page-title.js';
import { Lines, ResourceSection } from '../controls/ResourceSection.js';
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
  const list = useQuery(templatesQuery);
  return (
    <ResourceSection id="templates" words={words} list={list} add={<NewTemplate />}>
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
