// Loaded into a kernel before anything else (node --require): every connection fails, and is written down.
const { appendFileSync } = require("node:fs");
const dgram = require("node:dgram");
const dns = require("node:dns");
const net = require("node:net");

function refuse(what) {
  return function refused(...values) {
    const wanted = JSON.stringify(values, (_key, value) => (typeof value === "function" ? undefined : value));
    if (process.env.IGDP_NETWORK_LOG) appendFileSync(process.env.IGDP_NETWORK_LOG, `${what} ${wanted}\n`);
    throw new Error(`The network is switched off here: ${what}`);
  };
}

net.Socket.prototype.connect = refuse("connect");
dgram.Socket.prototype.send = refuse("send");
dns.lookup = refuse("lookup");
dns.promises.lookup = refuse("lookup");
