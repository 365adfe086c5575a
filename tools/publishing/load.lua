-- For wrk: asks for the paths in the file that PATHS names, in turn, and counts answers whose first and last mark differ.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(_)
  paths, position, mixed, unmarked = {}, 0, 0, 0
  for line in io.lines(os.getenv("PATHS")) do
    table.insert(paths, line)
  end
end

function request()
  position = position % #paths + 1
  return wrk.format("GET", paths[position])
end

function response(_, _, body)
  local first, last = body:match("@@release (%d+)@@"), body:match(".*@@release (%d+)@@")
  if not first then
    unmarked = unmarked + 1
  elseif first ~= last then
    mixed = mixed + 1
  end
end

function done(summary, latency, _)
  local mixed, unmarked, errors = 0, 0, summary.errors
  for _, thread in ipairs(threads) do
    mixed = mixed + thread:get("mixed")
    unmarked = unmarked + thread:get("unmarked")
  end
  local failed = errors.connect + errors.read + errors.write + errors.timeout
  print(string.format('@{"requests": %d, "seconds": %.3f, "p50": %.3f, "p99": %.3f, "failed": %d, "refused": %d, "mixed": %d, "unmarked": %d}',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    failed, errors.status, mixed, unmarked))
end
