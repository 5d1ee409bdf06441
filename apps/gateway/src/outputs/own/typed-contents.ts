import type { OutputConfig, OutputType } from '@throughline/contracts';
import type { CredentialId } from '@throughline/credentials';
import type { CredentialStore } from '../../credentials/index.js';
import { invalid, type Problem } from '../../kit/http/problems/problem.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { readSettings, type SettingsOwners } from './read-settings.js';

/** Settings of one type, as a request sends them. */
export interface TypedFields {
  readonly type: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly credential_id?: number | null;
}

export interface TypedContent {
  readonly type: string;
  /** Without the credential. */
  readonly settings: OutputConfig['settings'];
  readonly credentialId: CredentialId | undefined;
}

export interface ContentRules {
  readonly types: () => Promise<readonly OutputType[]>;
  /** Returns the problem of a credential that does not exist, or belongs to another library. */
  readonly refuse: (credentialId: CredentialId) => Problem;
}

/** Checks the settings of outputs and sources by the forms of their types, and the credential by its owner. */
export class TypedContents {
  constructor(
    private readonly things: SettingsOwners,
    private readonly credentials: Pick<CredentialStore, 'find'>,
  ) {}

  async read(libraryId: string, body: TypedFields, { types: listTypes, refuse }: ContentRules): Promise<TypedContent> {
    const { credential_id: credentialId } = body;
    if (hasValue(credentialId) && (await this.#credentialTypeOf(libraryId, credentialId)) === undefined)
      throw refuse(credentialId);
    const types = await listTypes();
    const type = types.find((one) => one.type === body.type);
    if (type === undefined) throw this.#unknownTypeProblem(types);
    const read = readSettings(body.settings, type, this.things);
    const problem = await this.#findCredentialProblem(libraryId, type, credentialId);
    const problems = [
      ...('problems' in read ? read.problems : []),
      ...(problem === undefined ? [] : [{ pointer: '/credential_id', message: problem }]),
    ];
    if (problems.length > 0 || 'problems' in read) throw invalid(problems);
    return { type: type.type, settings: read.settings, credentialId: credentialId ?? undefined };
  }

  #unknownTypeProblem(types: readonly OutputType[]): Problem {
    const [thing, available] = [this.things.slice(0, -1), types.map(({ type }) => type).join(', ')];
    const message = `is not a type of ${thing} of this server; available: ${available || 'none'}`;
    return invalid([{ pointer: '/type', message }]);
  }

  async #findCredentialProblem(
    libraryId: string,
    { type, settings }: OutputType,
    id: number | null | undefined,
  ): Promise<string | undefined> {
    const field = settings.find(({ kind }) => kind === 'credential');
    if (field === undefined)
      return hasValue(id) ? `must be null: ${this.things} of the type ${type} use no credential` : undefined;
    if (!hasValue(id)) return field.required ? 'is needed' : undefined;
    const types = [field.credential, field.other_credential].filter((each) => each !== undefined);
    const isOfType = types.length === 0 || types.includes((await this.#credentialTypeOf(libraryId, id)) ?? '');
    return isOfType ? undefined : `must be the id of a credential of the type ${types.join(' or ')}`;
  }

  async #credentialTypeOf(libraryId: string, id: number): Promise<string | undefined> {
    const found = await this.credentials.find(id);
    return found?.libraryId === libraryId ? found.type : undefined;
  }
}
