/* SPDX-License-Identifier: MIT
 * Everything of libtradyn in one include. */
#ifndef TRADYN_TRADYN_H
#define TRADYN_TRADYN_H

#include <tradyn/account.h>
#include <tradyn/codec.h>
#include <tradyn/config.h>
#include <tradyn/deal.h>
#include <tradyn/decimal.h>
#include <tradyn/endpoint.h>
#include <tradyn/engine.h>
#include <tradyn/error.h>
#include <tradyn/event.h>
#include <tradyn/export.h>
#include <tradyn/feed.h>
#include <tradyn/key.h>
#include <tradyn/market.h>
#include <tradyn/order.h>
#include <tradyn/position.h>
#include <tradyn/sim.h>
#include <tradyn/symbol.h>
#include <tradyn/version.h>

#endif
