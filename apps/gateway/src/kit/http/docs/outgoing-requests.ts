import { ref, type Json, type Model, type Schema } from '../schemas.js';

/** A request that the server sends to addresses of users. */
export interface OutgoingRequestDocument {
  readonly tag: string;
  readonly summary: string;
  readonly body: Model;
  readonly example: unknown;
  /** The headers, with their descriptions. */
  readonly headers: Readonly<Record<string, string>>;
  readonly success: string;
}

type DescribedRequest = Omit<OutgoingRequestDocument, 'body'> & { readonly schema: Schema };

const documents = new Map<string, DescribedRequest>();

/** Adds a request to the section `webhooks` of the OpenAPI document. */
export function documentOutgoingRequest(name: string, { body, ...document }: OutgoingRequestDocument): void {
  documents.set(name, { ...document, schema: ref(body) });
}

const describeOne = ({ tag, summary, schema, example, headers, success }: DescribedRequest): Json => ({
  post: {
    tags: [tag],
    summary,
    parameters: Object.entries(headers).map(([name, description]) => ({
      name,
      in: 'header',
      description,
      required: true,
      schema: { type: 'string' },
    })),
    requestBody: { required: true, content: { 'application/json': { schema: schema.json, example } } },
    responses: { '2XX': { description: success } },
  },
});

export const describeOutgoingRequests = (): Json =>
  Object.fromEntries([...documents].map(([name, document]) => [name, describeOne(document)]));
