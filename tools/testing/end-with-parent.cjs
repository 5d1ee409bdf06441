/** Ends this process when its parent was killed, instead of slowing the next run. A listener for `disconnect` would keep it alive. */
const exit = process.exit.bind(process);
setInterval(() => {
  if (process.connected === false) exit(1);
}, 1_000).unref();
