// A program of npm's that watches a feed: prints the guid of each entry that it tells of, on a line of its own.
const Emitter = require("rss-feed-emitter");

const emitter = new Emitter({ skipFirstLoad: false });
emitter.on("new-item", (item) => console.log(item.guid));
emitter.on("error", (error) => console.error(String(error)));
emitter.add({ url: process.argv[2], refresh: 100 });
