import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Template } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { useAnnounce } from '../components/Announcer.js';
import { text } from '../texts/text.js';
import { SettingsProblem } from './SettingsProblem.js';
import { TemplateForm } from './TemplateForm.js';
import { removeTemplate, replaceTemplate, templateQuery, templatesQuery } from './templates-api.js';

const words = text.templates;

/** Edits the template as it was when the form was opened. */
function EditTemplate({ id, onDone }: { readonly id: number; readonly onDone: () => void }): ReactElement {
  const { data: read, error, refetch } = useQuery(templateQuery(id));
  const client = useQueryClient();
  const announce = useAnnounce();
  if (read === undefined) return error === null ? <Skeleton rows={2} /> : <ProblemNote error={error} />;
  return (
    <TemplateForm
      key={read.revision}
      initial={read}
      submit={words.save}
      save={async (content) => {
        const { name } = await replaceTemplate(read, content);
        announce(words.saved(name));
        onDone();
        await client.invalidateQueries({ queryKey: [...templatesQuery.queryKey] });
      }}
      onReload={() => void refetch()}
    />
  );
}

function DeleteTemplate({ template }: { readonly template: Template }): ReactElement {
  const { name } = template;
  const client = useQueryClient();
  const users = words.users(template);
  const isUsed = users.length > 0;
  return (
    <DeleteButton
      name={name}
      words={words}
      confirm={isUsed ? words.detach : words.delete}
      hint={words.deleteHint}
      users={{ hint: words.detachHint, names: users }}
      remove={() => removeTemplate(template, isUsed)}
      refresh={() => client.invalidateQueries({ queryKey: [...templatesQuery.queryKey] })}
    />
  );
}

export function TemplateLine({ template }: { readonly template: Template }): ReactElement {
  const { id, name, is_draft: isDraft, problem } = template;
  const users = words.users(template);
  const mayChange = useMayChange();
  return (
    <li className="line">
      <span>
        <strong dir="auto">{name}</strong>
        <br />
        <small className="quiet">
          {isDraft && `${words.draft} · `}
          {users.length === 0 ? words.unused : users.join(', ')}
        </small>
      </span>
      {problem !== null && (
        <div className="line-more">
          <SettingsProblem problem={problem} />
        </div>
      )}
      {mayChange && (
        <>
          <span className="line-buttons" role="group" aria-label={words.buttonsOf(name)}>
            <DeleteTemplate template={template} />
          </span>
          <div className="line-more">
            <PanelButton label={words.edit} name={words.editOf(name)}>
              {(close) => <EditTemplate id={id} onDone={close} />}
            </PanelButton>
          </div>
        </>
      )}
    </li>
  );
}
