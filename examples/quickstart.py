#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The quick start of the REST API reference: account, positions, one order.

usage: quickstart.py [KEY]     the key may also stand in TRADYN_API_KEY, another server in TRADYN_URL
"""
import os
import sys

import requests

BASE_URL = os.environ.get("TRADYN_URL", "http://127.0.0.1:8080/v1")
API_KEY = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("TRADYN_API_KEY", "")
if not API_KEY:
    sys.exit(__doc__)

headers = {"Authorization": f"Bearer {API_KEY}"}

# Get account info
account = requests.get(f"{BASE_URL}/api/account", headers=headers).json()
print(f"Balance: {account['data']['balance']}")
print(f"Equity: {account['data']['equity']}")

# Get positions
positions = requests.get(f"{BASE_URL}/api/positions", headers=headers).json()
for pos in positions["data"]:
    print(f"{pos['symbol']}: {pos['type']} {pos['volume']} lots, profit {pos['profit']}")

# Place a market order
order = requests.post(
    f"{BASE_URL}/api/trade",
    headers=headers,
    json={
        "symbol": "EURUSD",
        "action": "buy",
        "volume": 0.10,
        "sl": 1.0800,
        "tp": 1.0950,
    },
).json()
if not order["success"]:
    sys.exit(f"Error: {order['error']} ({order['code']})")
print(f"Ticket: {order['data']['ticket']}")
print(f"Price: {order['data']['price']}")
