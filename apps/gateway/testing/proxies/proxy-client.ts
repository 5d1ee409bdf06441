import { once } from 'node:events';
import { request as httpRequest, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { RunningProxy } from './proxies.js';

export interface ProxyRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: string | Buffer;
}

export interface ProxyAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends requests through a proxy, as a browser does that knows its name. */
export class ProxyClient {
  constructor(private readonly proxy: RunningProxy) {}

  /** Opens a request over https. The caller writes the body. */
  open(path: string, { method = 'GET', headers = {} }: Omit<ProxyRequest, 'body'> = {}): ClientRequest {
    const { host, https: port, certificate: ca } = this.proxy;
    return httpsRequest({
      host: '127.0.0.1',
      port,
      path,
      method,
      servername: host,
      ca,
      agent: false,
      headers: { host, ...headers },
    });
  }

  async send(path: string, { body, ...options }: ProxyRequest = {}): Promise<ProxyAnswer> {
    return this.#answerOf(this.open(path, options).end(body));
  }

  async sendJson<T>(
    path: string,
    { body, headers, ...options }: Omit<ProxyRequest, 'body'> & { readonly body?: object },
  ): Promise<T> {
    const answer = await this.send(path, {
      ...options,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer.status >= 400) throw new Error(`${path} is refused: ${answer.body}`);
    return JSON.parse(answer.body) as T;
  }

  /** Sends a request without TLS. */
  sendPlain(path: string): Promise<ProxyAnswer> {
    const { host, http: port } = this.proxy;
    return this.#answerOf(httpRequest({ host: '127.0.0.1', port, path, agent: false, headers: { host } }).end());
  }

  async #answerOf(request: ClientRequest): Promise<ProxyAnswer> {
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    let body = '';
    for await (const chunk of response.setEncoding('utf8')) body += String(chunk);
    return { status: response.statusCode ?? 0, headers: response.headers, body };
  }
}
