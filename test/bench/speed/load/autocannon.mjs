// The load where wrk is not installed.
import autocannon from 'autocannon';

process.on('message', (how) => {
  put(how).then(
    (answer) => process.send(answer),
    (error) => process.send({ failed: error.message }),
  );
});

/** Each connection has requests of its own, so that nothing is marked twice. */
async function put({ url, connections, seconds, requests }) {
  let opened = 0;
  const share = Math.floor(requests.length / connections);
  const setupClient = (client) => {
    const from = share * (opened++ % connections);
    client.setRequests(requests.slice(from, from + share));
  };
  const result = await autocannon({ url, connections, duration: seconds, timeout: 10, setupClient });
  return {
    requests: result.requests.total,
    seconds: result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failures: result.non2xx + result.errors,
  };
}
