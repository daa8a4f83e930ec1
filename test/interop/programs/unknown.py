"""Sends what no server knows, a text of GraphQL or an address, and finds it refused."""

import sys

import wandb
from interop import result
from wandb.proto.wandb_api_pb2 import ApiRequest, DownloadFileRequest

service = wandb.Api()._service_api
try:
    if sys.argv[1].startswith("/"):
        url = service.base_url + sys.argv[1]
        service.send_api_request(ApiRequest(download_file_request=DownloadFileRequest(path="got", url=url, size=1)))
    else:
        service.execute_graphql(sys.argv[1])
    result({"refused": False})
except Exception:
    result({"refused": True})
