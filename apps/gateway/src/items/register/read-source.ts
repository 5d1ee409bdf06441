import { titleOfFile } from '@throughline/domain';
import { findAddressProblem, type AllowList } from '@throughline/outgoing';
import { invalid } from '../../kit/http/problems/problem.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { findSourceProblems, type FetchedSource } from '../../workers/simulation/index.js';
import { RunOverrides } from '../runs/run-overrides.dto.js';
import { cleanFileName } from './file-name.js';
import { cleanTitle, resolveLanguage, resolveRun, type Registration, type RegistrationDefaults } from './read-fields.js';
import { RegisterSource } from './register-source.dto.js';

export class SourceRules {
  constructor(
    readonly simulation: boolean,
    /** Non-public addresses that may be fetched. The ingest service makes the final check. */
    readonly allowed: AllowList,
  ) {}
}

interface UrlSource {
  readonly source: FetchedSource;
  /** The full address with all its secrets, sealed in the log. */
  readonly sourceUrl: string;
  readonly fileName: string | undefined;
  readonly title: string;
}

const POINTER = '/url';

/** Returns a badly encoded name unchanged. */
const decodeName = (name: string): string => {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

/**
 * Checks an address before any connection is made; the ingest service checks again when it resolves the host. Error messages
 * hold none of the address's secrets.
 */
export function readUrlSource(address: string, allowed: AllowList): UrlSource {
  const refuse = (message: string): never => {
    throw invalid([{ pointer: POINTER, message }]);
  };
  const problem = findAddressProblem(address, allowed);
  if (problem !== undefined) return refuse(problem);
  const url = new URL(address);
  // Nothing after the # is sent: it names a position within a page.
  url.hash = '';
  // Percent-encoding can lengthen the address beyond the limit.
  const longer = findAddressProblem(url.href, allowed);
  if (longer !== undefined) return refuse(longer);
  const fileName = cleanFileName(decodeName(url.pathname.split('/').pop() ?? ''));
  return {
    source: { kind: 'url', settings: { origin: url.origin } },
    sourceUrl: url.href,
    fileName,
    title: fileName === undefined ? url.hostname : titleOfFile(fileName, 'recording'),
  };
}

export interface SourceRegistration {
  readonly source: FetchedSource;
  /** Undefined for a simulated source, which has no address. */
  readonly address: UrlSource | undefined;
  readonly registration: Registration;
}

const readOverrides = ({
  processing_config,
  metadata_config,
  output_config,
  template_id,
  bind_template,
}: RegisterSource): RunOverrides =>
  Object.assign(new RunOverrides(), {
    ...(processing_config === undefined ? {} : { processing_config }),
    ...(metadata_config === undefined ? {} : { metadata_config }),
    ...(output_config === undefined ? {} : { output_config }),
    ...(template_id === undefined ? {} : { template_id }),
    ...(bind_template === undefined ? {} : { bind_template }),
  });

function resolveSource(
  { url, source }: RegisterSource,
  { simulation, allowed }: SourceRules,
): Pick<SourceRegistration, 'source' | 'address'> {
  if (url !== undefined && source !== undefined)
    throw invalid([{ pointer: '/url', message: 'must not be sent together with source' }]);
  if (url !== undefined) {
    const address = readUrlSource(url, allowed);
    return { source: address.source, address };
  }
  if (source === undefined)
    throw invalid([{ pointer: '/url', message: 'is missing: send the address of the file (or the file itself as a form)' }]);
  const fetched = { kind: source.kind, settings: source.settings ?? {} };
  const problems = findSourceProblems(fetched, simulation);
  if (problems.length > 0) throw invalid(problems);
  return { source: fetched, address: undefined };
}

export async function readSource(
  raw: unknown,
  rules: SourceRules,
  { start = 'asked', language: byDefault }: RegistrationDefaults = {},
): Promise<SourceRegistration> {
  const body: unknown = await bodyPipe.transform(raw ?? {}, { type: 'body', metatype: RegisterSource });
  if (!(body instanceof RegisterSource)) throw invalid([{ pointer: '', message: 'must be an object' }]);
  return {
    ...resolveSource(body, rules),
    registration: {
      title: cleanTitle(body.title),
      ...resolveLanguage(body.language, byDefault),
      isMapped: body.is_mapped ?? true,
      // There is no content yet to compare.
      allowDuplicate: true,
      run: resolveRun(body.run === true, readOverrides(body), start),
    },
  };
}
