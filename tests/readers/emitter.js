// A program of npm's that watches feeds: prints the URL of the feed and the guid of each entry that it tells of on a line.
const Emitter = require("rss-feed-emitter");

for (const url of process.argv.slice(2)) {
  const emitter = new Emitter({ skipFirstLoad: false });
  emitter.on("new-item", (item) => console.log(url, item.guid));
  emitter.on("error", (error) => console.error(String(error)));
  emitter.add({ url, refresh: 100 });
}
