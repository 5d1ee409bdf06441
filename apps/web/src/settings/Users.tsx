import { useMutation, useQuery } from '@tanstack/react-query';
import type { Role, User } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { DeleteUser } from '../account-deletion/DeleteUser.js';
import { meQuery } from '../api/me.js';
import { useRefresh } from '../api/use-refresh.js';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Button } from '../components/Button/Button.js';
import { CopyButton } from '../components/CopyButton/CopyButton.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { ActionButton } from '../controls/ActionButton.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { RefusableButton } from '../controls/RefusableButton.js';
import { At } from '../controls/Times.js';
import { settingsText } from '../texts/settings-text.js';
import { text } from '../texts/text.js';
import { EndAccess } from './EndAccess.js';
import { findUserRefusals, type UserRefusals } from './user-refusals.js';
import { NameForm } from '../controls/NameForm.js';
import { addUser, changeUser, createSignInLink, usersQuery } from '../api/settings-api.js';

const words = text.settings.users;
const ROLES = ['viewer', 'operator', 'admin'] as const;
const roleFrom = (value: string): Role => ROLES.find((role) => role === value) ?? 'viewer';

function RoleChoice({ value, onChange }: { readonly value: Role; readonly onChange: (role: Role) => void }): ReactElement {
  return (
    <select
      value={value}
      onChange={({ target }) => {
        onChange(roleFrom(target.value));
      }}
    >
      {ROLES.map((role) => (
        <option key={role} value={role}>
          {words.roles[role]}
        </option>
      ))}
    </select>
  );
}

function NewUser(): ReactElement {
  const [role, setRole] = useState<Role>('operator');
  const refresh = useRefresh(usersQuery.queryKey);
  const { mutate, error, isPending } = useMutation({
    mutationFn: (name: string) => addUser({ name, role }),
    onSuccess: refresh,
  });
  return (
    <>
      <NameForm
        label={words.name}
        maxLength={maxLengths.CreateUser.name}
        submit={words.add}
        isPending={isPending}
        onSubmit={(name, done) => {
          mutate(name, { onSuccess: done });
        }}
      >
        <label>
          {words.role}
          <RoleChoice value={role} onChange={setRole} />
        </label>
      </NameForm>
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}

const LinkFor = ({ name }: { readonly name: string }): ReactElement => (
  <ActionButton label={words.link} name={words.linkFor(name)} act={() => createSignInLink(name)}>
    {({ url, expires_at: expires }) => (
      <div className="line-more" role="status">
        <p className="quiet">
          {words.linkReady} <At at={expires} />
        </p>
        <p className="command">
          <code>{url}</code> <CopyButton words={url} />
        </p>
      </div>
    )}
  </ActionButton>
);

const Access = ({ id, name }: Pick<User, 'id' | 'name'>): ReactElement => (
  <>
    <LinkFor name={name} />
    <EndAccess id={id} name={name} />
  </>
);

interface DisableProps {
  readonly user: User;
  readonly refusal: string | undefined;
  readonly refresh: () => Promise<unknown>;
}

function DisableUser({ user, refusal, refresh }: DisableProps): ReactElement {
  if (refusal !== undefined)
    return (
      <RefusableButton size="small" refusal={refusal} aria-label={words.disable.deleteOf(user.name)}>
        {words.disable.delete}
      </RefusableButton>
    );
  return (
    <DeleteButton
      name={user.name}
      words={words.disable}
      hint={words.disable.hint}
      remove={() => changeUser(user, { disabled: true })}
      refresh={refresh}
    />
  );
}

function UserLine({ user, refusals }: { readonly user: User; readonly refusals: UserRefusals }): ReactElement {
  const refresh = useRefresh(usersQuery.queryKey);
  const { mutate, error } = useMutation({
    mutationFn: (change: { role?: Role; disabled?: boolean }) => changeUser(user, change),
    onSettled: refresh,
  });
  const isDisabled = user.disabled_at !== null;
  const isDeleting = user.deletion_requested_at !== null;
  return (
    <li className="line">
      <span>
        <strong dir="auto">{user.name}</strong>{' '}
        {isDisabled && (
          <span className="quiet">{isDeleting ? settingsText.accountDeletion.ofUser.isDeleting : words.disabled}</span>
        )}
        <br />
        <small className="quiet">
          {words.library}: {user.library.name === user.name ? words.ownLibrary : user.library.name}
        </small>
      </span>
      <span className="line-buttons">
        <label>
          <span className="unseen">{words.roleOf(user.name)}</span>
          <RoleChoice
            value={user.role}
            onChange={(role) => {
              mutate({ role });
            }}
          />
        </label>
        {!isDisabled && <Access id={user.id} name={user.name} />}
        {!isDisabled && <DisableUser user={user} refusal={refusals.disable} refresh={refresh} />}
        {isDisabled && !isDeleting && (
          <Button
            size="small"
            aria-label={words.enableOf(user.name)}
            onClick={() => {
              mutate({ disabled: false });
            }}
          >
            {words.enable}
          </Button>
        )}
        <DeleteUser id={user.id} name={user.name} refusal={refusals.delete} refresh={() => void refresh()} />
      </span>
      {error !== null && <ProblemNote error={error} />}
    </li>
  );
}

export function Users(): ReactElement {
  const { data, error, isPending } = useQuery(usersQuery);
  const { data: me } = useQuery(meQuery);
  return (
    <section className="card" aria-labelledby="users">
      <h2 id="users">{words.title}</h2>
      <NewUser />
      {error !== null && <ProblemNote error={error} />}
      {isPending && <Skeleton rows={1} />}
      <ul className="lines" aria-label={words.title}>
        {data?.map((user) => (
          <UserLine key={user.id} user={user} refusals={findUserRefusals(user, data, me?.id)} />
        ))}
      </ul>
    </section>
  );
}
