-- Requests are prepared as raw text; here they only take turns. The file has of each a line with its bytes' number, then the bytes.
local requests, count, nth = {}, 0, 0

function init()
  local file = assert(io.open(os.getenv("REQUESTS"), "rb"))
  while true do
    local line = file:read("*l")
    if not line then break end
    count = count + 1
    requests[count] = file:read(tonumber(line))
    file:read(1)
  end
  file:close()
end

function request()
  nth = nth + 1
  if nth > count then nth = 1 end
  return requests[nth]
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format('JSON{"requests":%d,"us":%d,"failed":%d,"broken":%d,"p50":%d,"p99":%d}\n',
    summary.requests, summary.duration, e.status, e.connect + e.read + e.write + e.timeout,
    latency:percentile(50), latency:percentile(99)))
end
