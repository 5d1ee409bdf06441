/**
 * Health check of a container: exits with 0 if its service is ready, else with 1. The container engine keeps the reason from
 * stdout.
 */
const url = `http://127.0.0.1:${process.env.TL_HTTP_PORT ?? '8080'}/health/ready`;
try {
  const answer = await fetch(url, { signal: AbortSignal.timeout(4_000) });
  process.stdout.write(answer.ok ? 'ready\n' : `${await answer.text()}\n`);
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  process.stdout.write(`${url} does not answer: ${error.cause?.code ?? error.name}\n`);
  process.exitCode = 1;
}
